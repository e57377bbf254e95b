import { piecesOf } from '../model/links.ts';

/** A source as it was written, its addresses as links out of this platform. */
export function LinkedText({ text }: { readonly text: string }) {
  return piecesOf(text).map((piece, at) =>
    piece.url === null ? (
      <span key={at}>{piece.text}</span>
    ) : (
      <a key={at} href={piece.url} rel="noopener noreferrer">
        {piece.text}
      </a>
    ),
  );
}
