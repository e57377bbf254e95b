import { TextField } from '../../../../components/forms/field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { MIN_PASSPHRASE, passphraseStrength, type Strength } from '../model/passphrase-strength.ts';
import css from '../../signing-in/parts/people.module.css';
import { peopleText } from '../../signing-in/words/text.ts';

interface PassphraseFieldsProps {
  readonly passphrase: string;
  readonly repeated: string;
  onPassphrase(passphrase: string): void;
  onRepeated(repeated: string): void;
  /** Words an attacker would try first. */
  readonly known: readonly string[];
  /** Tells what is wrong only once somebody tried to go on. */
  readonly isChecked: boolean;
}

/** A new passphrase, twice, with an honest word on how strong it is. */
export function PassphraseFields(props: PassphraseFieldsProps) {
  const t = useText(peopleText);
  const { passphrase, repeated, isChecked } = props;
  const strength = passphraseStrength(passphrase, props.known);
  return (
    <>
      <TextField
        label={t('newPassphrase')}
        hint={t('newPassphraseHint')}
        type="password"
        autoComplete="new-password"
        isRequired
        value={passphrase}
        onChange={props.onPassphrase}
        error={isChecked && strength === 'short' ? t('short', { count: String(MIN_PASSPHRASE) }) : null}
      />
      {passphrase !== '' && <StrengthLine strength={strength} />}
      <TextField
        label={t('repeat')}
        type="password"
        autoComplete="new-password"
        isRequired
        value={repeated}
        onChange={props.onRepeated}
        error={isChecked && repeated !== passphrase ? t('repeatBad') : null}
      />
    </>
  );
}

const FILLED: Readonly<Record<Strength, number>> = { short: 0, weak: 1, fair: 2, strong: 3 };

function StrengthLine({ strength }: { readonly strength: Strength }) {
  const t = useText(peopleText);
  return (
    <div className={`${css['strength'] ?? ''} ${css[strength] ?? ''}`}>
      <span className={css['meter']} aria-hidden="true">
        {[1, 2, 3].map((part) => (
          <span key={part} className={part <= FILLED[strength] ? css['filled'] : undefined} />
        ))}
      </span>
      <span role="status" aria-label={t('strengthLabel')}>
        {t(strength, { count: String(MIN_PASSPHRASE) })}
      </span>
    </div>
  );
}
