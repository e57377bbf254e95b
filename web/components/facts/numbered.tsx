import { Details } from './details.tsx';

interface NumberedProps {
  /** To be said over the telephone. */
  readonly number: string;
  /** What it is short for. */
  readonly id: string;
}

/** A number, and the whole of what it stands for under *Details*. */
export function Numbered({ number, id }: NumberedProps) {
  return (
    <>
      <strong>{number}</strong>
      <Details>
        <code>{id}</code>
      </Details>
    </>
  );
}
