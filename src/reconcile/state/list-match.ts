/** Of a complete list: its rows that say assigned, and how many of those bear an id, login or address of somebody in the directory. */
export interface ListMatch {
  readonly rows: number;
  readonly matched: number;
}
