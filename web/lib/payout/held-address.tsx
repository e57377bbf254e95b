import { useDecidingWords } from '../council/deciding.ts';
import { shortAddress } from '../organizations/short-address.ts';
import { useText } from '../language/text.ts';
import css from './payout.module.css';
import { payoutText } from './payout-text.ts';
import { type Held, type KeysChange, useHeld } from './use-holder.ts';

interface HeldAddressProps {
  readonly organizationId: string;
  /** Null is shown as a dash. */
  readonly address: string | null;
  /** What would be so after a change that is being considered. */
  readonly change?: KeysChange;
}

/** An address, and whose it is: the number alone tells nobody. */
export function HeldAddress({ organizationId, address, change = {} }: HeldAddressProps) {
  const words = useHolderWords();
  const held = useHeld(organizationId, address, change);
  if (address === null) return <>–</>;
  return (
    <span className={css['held']}>
      {held !== undefined && <strong>{words(held)}</strong>}
      <code title={address}>{shortAddress(address)}</code>
    </span>
  );
}

/** Whose it is: a name as far as one is known, what they are to the organization, and how many decide. */
export function useHolderWords(): (held: Held) => string {
  const t = useText(payoutText);
  const deciding = useDecidingWords();
  return ({ holder, safe, name, isYou }) =>
    [
      ...(name === null ? [] : [name]),
      ...(isYou ? [t('you')] : []),
      t(`holder.${holder.kind}`),
      ...(safe === null ? [] : [deciding('they', safe)]),
    ].join(' · ');
}
