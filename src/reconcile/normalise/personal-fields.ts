/** Personal fields that only plain lists have; no source has them. */
export interface PersonalFields {
  readonly birthDate: string | null;
  readonly city: string | null;
}
