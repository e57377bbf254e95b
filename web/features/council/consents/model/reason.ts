import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';

const REASON = graphql(`
  query StatedReason($hash: ID!) {
    statedReason(hash: $hash)
  }
`);

/** The text behind the hash; null when nobody stated it here, or the platform tells another one. */
export async function askReason(hash: string): Promise<string | null> {
  const [{ statedReason }, { keccak256 }, { utf8 }] = await Promise.all([
    request(REASON, { hash }),
    import('@lanran/protocol/kernel/hash'),
    import('@lanran/protocol/kernel/bytes'),
  ]);
  return statedReason !== null && keccak256(utf8(statedReason)) === hash ? statedReason : null;
}
