/** What may stand in a path and in a filter as it is. */
export const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;
