import type { Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { KeyName } from './key-name.tsx';

interface KeyListProps {
  readonly addresses: readonly string[];
  readonly council: Council;
}

export function KeyList({ addresses, council }: KeyListProps) {
  return (
    <ul className={css['people']}>
      {addresses.map((address) => (
        <li key={address}>
          <KeyName address={address} council={council} />
        </li>
      ))}
    </ul>
  );
}
