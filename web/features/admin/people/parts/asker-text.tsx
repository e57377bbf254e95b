import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import type { Asker } from '../../operation/model/documents.ts';
import { KeyText } from './key-text.tsx';
import { adminText } from '../../operation/words/text.ts';

interface AskerTextProps {
  readonly address: string | null;
  /** Undefined while it is not known who has an account. */
  readonly people: readonly Asker[] | undefined;
}

/** Whose key asked, as far as the platform knows: names are what people call themselves, the key is what counts. */
export function AskerText({ address, people }: AskerTextProps) {
  const t = useText(adminText);
  const person = people?.find((each) => each.address === address);
  const isUnknown = address !== null && people !== undefined && person === undefined;
  return (
    <span className={css['asker']}>
      {person !== undefined && <span>{person.displayName}</span>}
      {person !== undefined && person.name !== null && <span>{t('askerName', { name: person.name })}</span>}
      {isUnknown && <span>{t('askerUnknown')}</span>}
      <KeyText address={address} />
    </span>
  );
}
