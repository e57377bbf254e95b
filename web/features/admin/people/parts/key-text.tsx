import css from '../../operation/parts/admin.module.css';

/** An address, short enough for a table, whole for who copies or hovers. */
export function KeyText({ address }: { readonly address: string | null }) {
  if (address === null) return <>–</>;
  return (
    <code className={css['key']} title={address}>
      {`${address.slice(0, 8)}…${address.slice(-6)}`}
    </code>
  );
}
