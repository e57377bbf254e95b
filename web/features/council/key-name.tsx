import { shortAddress } from '../../lib/short-address.ts';
import { useText } from '../../lib/text.ts';
import type { Council } from './council.ts';
import css from './council.module.css';
import { keyText } from './key-text.ts';
import { usePeople } from './proposals.ts';

interface KeyNameProps {
  readonly address: string;
  readonly council: Pick<Council, 'address' | 'safe' | 'community'>;
}

/** Whose key it is, in words as far as they are known. */
export function KeyName({ address, council }: KeyNameProps) {
  const t = useText(keyText);
  const key = address.toLowerCase();
  const { safe } = council;
  const isShared = safe !== null && safe.owners.length > 1;
  const people = usePeople(key === '' ? [] : [key]);
  const name = people.data?.get(key);
  const words = [
    ...(name === undefined ? [] : [name]),
    ...(key === council.address.toLowerCase() ? [t('you')] : []),
    ...(isShared && key === safe.address.toLowerCase() ? [t('together')] : []),
    ...(key === council.community.council?.toLowerCase() && !isShared ? [t('council')] : []),
  ];
  return (
    <span>
      {words.length > 0 && <strong>{words.join(' · ')} </strong>}
      <span className={css['key']}>{shortAddress(key)}</span>
    </span>
  );
}
