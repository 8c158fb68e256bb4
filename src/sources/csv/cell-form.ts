/** What the cells of a column are in a plain row: an id or an address as it stands, clean text, or anything. */
export type CellForm = 'id' | 'address' | 'text' | 'any';
