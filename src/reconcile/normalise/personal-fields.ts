/** Fields that plain lists may have and no source has. */
export interface PersonalFields {
  readonly birthDate: string | null;
  readonly city: string | null;
}
