import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../lib/language/text.ts';
import { Button } from '../forms/button.tsx';
import css from './copy-button.module.css';
import { componentText } from '../page/text.ts';

/** Copies a text; over plain HTTP from another computer too, where browsers have no clipboard for pages. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const t = useText(componentText);
  const [isCopied, setIsCopied] = useState<boolean | null>(null);
  const copy = async () => {
    setIsCopied(await copyText(text).catch(() => false));
  };
  return (
    <>
      <Button aria-label={t('copyWhat', { what: label })} onPress={() => void copy()}>
        {isCopied === true ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />}
        {isCopied === true ? t('copied') : t('copy')}
      </Button>
      <span role="status" className={isCopied === true ? css['hidden'] : undefined}>
        {isCopied !== null && t(isCopied ? 'copied' : 'copyByHand')}
      </span>
    </>
  );
}

async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  // The only way without a secure context.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy');
  field.remove();
  return isCopied;
}
