// Administration: passwords, tokens.
export {};
