//! The screens that serve every collection alike: lists, cards, set-up, search, sign-in.
