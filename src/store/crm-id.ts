/** Salesforce writes one id in 15 or 18 characters; the first 15 are the id, and their case counts. */
export function crmId15(id: string | null): string | null {
  return id === null ? null : id.slice(0, 15);
}
