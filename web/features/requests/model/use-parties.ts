import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { shortAddress } from '../../../lib/organizations/short-address.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useText } from '../../../lib/language/text.ts';
import { threadText } from '../words/thread-text.ts';
import type { Role } from './documents.ts';

interface NamedParty {
  readonly role: Role;
  readonly account: string | null;
  readonly organization: {
    readonly slug: string;
    readonly name: { readonly en: string | null; readonly zh: string | null };
  } | null;
}

/** What parties are called, in the reader's language. */
export function usePartyNames(parties: readonly NamedParty[]) {
  const { language } = useLanguage();
  const { list } = useFormats();
  const t = useText(threadText);
  const nameOf = (role: Role): string => {
    const party = parties.find((each) => each.role === role);
    if (party === undefined) return '';
    const { organization, account } = party;
    if (organization === null) return account === null ? t('person') : shortAddress(account);
    return pickText(organization.name, language)?.text ?? organization.slug;
  };
  const listOf = (roles: readonly Role[]): string => list(roles.map(nameOf));
  return {
    nameOf,
    listOf,
    others: (than: readonly Role[]) => parties.map(({ role }) => role).filter((role) => !than.includes(role)),
  };
}
