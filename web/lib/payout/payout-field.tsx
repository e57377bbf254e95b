import { TextField } from '../../components/forms/field.tsx';
import { type Choice, SelectField } from '../../components/forms/select-field.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { shortAddress } from '../organizations/short-address.ts';
import { useText } from '../language/text.ts';
import { HeldAddress } from './held-address.tsx';
import { OTHER, type PayoutDraft, payoutIn } from './payout-draft.ts';
import { payoutText } from './payout-text.ts';
import { type KeysChange, useHeld, usePaidOrganization } from './use-holder.ts';

export interface OfferedPayout {
  readonly address: string;
  readonly words: string;
}

interface PayoutFieldProps {
  readonly organizationId: string;
  readonly label: string;
  readonly hint?: string;
  readonly draft: PayoutDraft;
  /** Before the addresses. */
  readonly leading?: readonly Choice<string>[];
  /** Addresses that suggest themselves; where it is paid now is no new address. */
  readonly offered: readonly OfferedPayout[];
  /** Who acts once a change is done: what is warned about. */
  readonly change?: KeysChange;
  onChange(draft: PayoutDraft): void;
}

/** An address for money: chosen by whose it is, or typed. */
export function PayoutField(props: PayoutFieldProps) {
  const { organizationId, label, hint, draft, leading = [], offered, change = {}, onChange } = props;
  const t = useText(payoutText);
  const present = usePaidOrganization(organizationId)?.payout ?? null;
  const payout = payoutIn(draft);
  const chosen = useHeld(organizationId, payout === undefined ? null : (payout ?? present), change);
  const others = offered.filter(({ address }) => address.toLowerCase() !== present?.toLowerCase());
  return (
    <>
      <SelectField
        label={label}
        hint={hint}
        value={draft.choice}
        choices={[
          ...leading,
          ...others.map(({ address, words }) => ({
            value: address.toLowerCase(),
            label: words,
            hint: shortAddress(address),
          })),
          { value: OTHER, label: t('other') },
        ]}
        onChange={(choice) => onChange({ ...draft, choice })}
      />
      {draft.choice === OTHER && (
        <TextField
          label={t('address')}
          hint={t('addressHint')}
          value={draft.text}
          error={draft.text !== '' && payout === undefined ? t('addressBad') : null}
          onChange={(text) => onChange({ ...draft, text })}
          autoComplete="off"
          isRequired
        />
      )}
      {draft.choice === OTHER && payout != null && (
        <p>
          <HeldAddress organizationId={organizationId} address={payout} change={change} />
        </p>
      )}
      {chosen !== undefined && chosen.concern !== null && (
        <Notice tone="refused">
          <p>{t(`concern.${chosen.concern}`)}</p>
        </Notice>
      )}
    </>
  );
}
