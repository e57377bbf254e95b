import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { keyText } from '../words/key-text.ts';
import { usePeople } from '../../signatures/model/proposals.ts';

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
