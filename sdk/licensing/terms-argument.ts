import { ORIGINS, type Terms } from '@lanran/protocol/licensing/terms';

/** Terms as the contracts take them: the origin by its number, the parent as a number, 0 for none. */
export function termsArgument({ origin, parent, ...terms }: Terms) {
  return { ...terms, origin: ORIGINS.indexOf(origin), parent: BigInt(parent ?? 0) };
}
