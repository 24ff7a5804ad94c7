/** Colours of reports, by their codes in a terminal. */
export const COLOURS = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

/** Gives a text a colour, where the terminal has colours. */
export type Paint = (colour: keyof typeof COLOURS, text: string) => string;
