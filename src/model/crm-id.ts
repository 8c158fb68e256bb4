const LONG = /^[a-zA-Z0-9]{18}$/;

/** What identifies in a CRM id: the first 15 of 18 Salesforce characters, whose case counts; any other id as it is. */
export function crmIdCore(id: string): string {
  return LONG.test(id) ? id.slice(0, 15) : id;
}
