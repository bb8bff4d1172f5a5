export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const SHARP = 35;
export const DOLLAR = 36;
export const SINGLE_QUOTE = 39;
export const CLOSE_PARENTHESIS = 41;
export const SEMICOLON = 59;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
export const BYTE_ORDER_MARK = 0xfeff;

/** The four characters that nginx takes for blanks. */
export const isBlank = (code: number): boolean => code === SPACE || code === TAB || code === LF || code === CR;
