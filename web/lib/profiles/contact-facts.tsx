import { type Fact, Facts } from '../../components/facts/facts.tsx';
import { useText } from '../language/text.ts';
import type { ShownContact } from './fragments.ts';
import { profileText } from './profile-text.ts';
import css from './profiles.module.css';

interface ContactFactsProps {
  readonly of: ShownContact;
}

/** Whom to ask at an organization; nothing when it has not said. */
export function ContactFacts({ of: { contact, website } }: ContactFactsProps) {
  const t = useText(profileText);
  const { name = null, email = null, telephone = null, postalAddress = null } = contact ?? {};
  const facts: Fact[] = [
    ...(name === null ? [] : [{ name: t('contactName'), value: name }]),
    ...(email === null ? [] : [{ name: t('email'), value: <a href={`mailto:${email}`}>{email}</a> }]),
    ...(telephone === null
      ? []
      : [{ name: t('telephone'), value: <a href={telephoneLink(telephone)}>{telephone}</a> }]),
    ...(postalAddress === null
      ? []
      : [{ name: t('postalAddress'), value: <span className={css['lines']}>{postalAddress}</span> }]),
    ...(website === null ? [] : [{ name: t('website'), value: <Website address={website} /> }]),
  ];
  return facts.length === 0 ? null : <Facts facts={facts} />;
}

/** Its owner wrote the address: nothing here vouches for it, and it learns nothing of the page. */
function Website({ address }: { readonly address: string }) {
  const shown = address.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return (
    <a href={address} rel="nofollow noopener noreferrer" target="_blank">
      {shown}
    </a>
  );
}

/** Dialed up to the first word, such as an extension. */
function telephoneLink(telephone: string): string {
  const [number = ''] = /^[+\d\s().\-/]+/.exec(telephone) ?? [];
  return `tel:${number.replace(/[^+\d]/g, '')}`;
}
