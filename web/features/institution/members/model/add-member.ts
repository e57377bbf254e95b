export type Addition = 'added' | 'former';

/**
 * How adding a key went. The contract refuses a second addition of one key alike whether it is a member or was one and was
 * removed or replaced; only who is among the members now has been added.
 */
export async function addMember(
  relayed: () => Promise<object | null>,
  isMemberNow: () => Promise<boolean>,
): Promise<Addition> {
  if ((await relayed()) !== null) return 'added';
  return (await isMemberNow()) ? 'added' : 'former';
}
