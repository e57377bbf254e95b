import { registerEnumType } from 'type-graphql';

/** A GraphQL enum of a domain's list of names: each name stands for itself. */
export function enumOf<T extends string>(
  values: readonly T[],
  name: string,
  description: string,
): Readonly<Record<T, T>> {
  // One member for each of the names, hence the cast.
  const members = Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
  registerEnumType(members, { name, description });
  return members;
}
