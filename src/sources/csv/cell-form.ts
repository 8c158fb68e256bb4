/**
 * How the cells of a column are read in a plain row: an id or an address without further cleaning, clean text, or
 * anything.
 */
export type CellForm = 'id' | 'address' | 'text' | 'any';
