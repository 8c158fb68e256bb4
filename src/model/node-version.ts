/** The oldest version that `engines` of package.json allows, such as 20.19 of `>=20.19`. */
export function oldestNode(engines: string): string {
  return engines.replace(/^\D+/, '');
}

export function isOlderNode(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, 'en', { numeric: true }) < 0;
}
