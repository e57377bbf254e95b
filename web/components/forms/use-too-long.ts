import { lengthOf } from '../../lib/language/text-length.ts';
import { useText } from '../../lib/language/text.ts';
import { componentText } from '../page/text.ts';

/** Why a text is not sent as it is: its length, and by how much; null for one that fits. */
export function useTooLong(text: string, limit: number | undefined): string | null {
  const t = useText(componentText);
  if (limit === undefined || text.length <= limit) return null;
  const count = lengthOf(text);
  return count <= limit ? null : t('tooLong', { count, most: limit, over: count - limit });
}
