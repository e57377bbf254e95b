/** What a list of territories holds, for the schema. */
export const TERRITORIES_DESCRIPTION =
  'ISO 3166-1 codes, and BIT_249 to BIT_255 for what the list does not name yet; or WORLD alone.';
