/** What becomes of a document whose hash is signed. */
export const SENT =
  'Keep the file: its hash, the note and the days were sent and are public to whoever sees the asset; the file was not.';
export const REPEATED = 'The same was signed before: nothing was sent. · 此前已签署过相同内容，未再发送。';
