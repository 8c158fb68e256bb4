/** How this source calls its directory, as a file of it is called too. */
export const DIRECTORY = 'entra';
