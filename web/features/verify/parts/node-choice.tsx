import { useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './known-panel.module.css';
import { verifyText } from '../words/text.ts';
import type { Verification } from '../model/use-verification.ts';

const COMMAND = 'npx lanran verify PROOF.lanran.json --trust trust.json --rpc https://YOUR-NODE';

/** Whether a node of the chain is asked, and which; and the keys of witnesses. */
export function NodeChoice({ verification }: { readonly verification: Verification }) {
  const t = useText(verifyText);
  const { nodeUrl, witnesses } = verification.known;
  const { origin } = window.location;
  const [url, setUrl] = useState(`${origin}/rpc`);
  const isOwn = URL.canParse(url) && new URL(url).origin === origin;
  return (
    <div className={css['choice']}>
      <h3>{t('node')}</h3>
      <p>{nodeUrl === null ? t('nodeNone') : t('nodeAsked', { url: nodeUrl })}</p>
      {nodeUrl !== null && <p>{t('nodeOwn')}</p>}
      {verification.checked?.result.nodeProblem != null && nodeUrl !== null && (
        <Notice tone="refused" isLive>
          <p>{t('nodeProblem')}</p>
          <Details>
            <p lang="en">{verification.checked.result.nodeProblem}</p>
          </Details>
        </Notice>
      )}
      <div className={css['buttons']}>
        {nodeUrl === null ? (
          <Button kind="main" isDisabled={!isOwn} onPress={() => verification.setKnown({ nodeUrl: url })}>
            {t('nodeAsk')}
          </Button>
        ) : (
          <Button onPress={() => verification.setKnown({ nodeUrl: null })}>{t('nodeStop')}</Button>
        )}
      </div>
      <Details>
        <TextField
          label={t('nodeUrl')}
          hint={t('nodeUrlHint', { origin })}
          error={isOwn ? null : t('nodeUrlWrong', { origin })}
          value={url}
          onChange={setUrl}
        />
        <p>{t('nodeCommand')}</p>
        <code>{COMMAND}</code>
        <TextField
          label={t('witnesses')}
          hint={t('witnessesHint')}
          rows={2}
          value={witnesses.join('\n')}
          onChange={(text) => verification.setKnown({ witnesses: linesOf(text) })}
        />
      </Details>
    </div>
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
