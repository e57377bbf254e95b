import { Notice } from '../../../components/page/notice.tsx';
import { textFaultText } from '../../../lib/catalog/text-fault-text.ts';
import { textFaultOf } from '../../../lib/catalog/text-fault.ts';
import { useText } from '../../../lib/language/text.ts';

/** The platform can't search for a text; the box, which looks by itself, says so too. */
export function TextRefused({ text }: { readonly text: string }) {
  const t = useText(textFaultText);
  return (
    <Notice tone="refused" isLive>
      <p>{t(textFaultOf(text) ?? 'tooManyWords')}</p>
    </Notice>
  );
}
