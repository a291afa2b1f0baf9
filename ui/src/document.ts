// The document page: lines, posting, posted documents.
export {};
