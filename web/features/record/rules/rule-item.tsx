import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { Addresses } from './live-rules.ts';
import type { Rule } from './rules.ts';
import css from './rules-page.module.css';
import { rulesText } from './text.ts';

/** One rule in a few sentences; who enforces it, and how to ask, under Details. */
export function RuleItem({ rule, addresses }: { readonly rule: Rule; readonly addresses: Addresses | null }) {
  const t = useText(rulesText);
  const address = addresses?.[rule.contract] ?? null;
  return (
    <li className={css['rule']}>
      <p>{t(`rules.${rule.id}`)}</p>
      <Details summary={t('ask')}>
        <Facts
          facts={[
            { name: t('source'), value: <code>{`contracts/${rule.contract}.sol`}</code> },
            ...(address === null ? [] : [{ name: t('address'), value: <code>{address}</code> }]),
          ]}
        />
        {address !== null && <Ask rule={rule} address={address} />}
      </Details>
    </li>
  );
}

function Ask({ rule: { call }, address }: { readonly rule: Rule; readonly address: string }) {
  const t = useText(rulesText);
  const [isAsked, setIsAsked] = useState(false);
  const answer = useQuery({
    queryKey: ['rule', address, call.signature],
    enabled: isAsked,
    queryFn: async () => {
      const { askRule, readWord } = await import('./ask-rule.ts');
      return (await askRule(address, call.signature)).map(readWord);
    },
  });
  const isOpen = call.isOpen === true;
  return (
    <>
      <p>{isOpen ? t('askOpen') : t('askClosed')}</p>
      <pre>{commandFor(address, call.signature)}</pre>
      {!isOpen && (
        <div>
          <Button
            isDisabled={answer.isFetching}
            onPress={() => (isAsked ? void answer.refetch() : setIsAsked(true))}
          >
            {answer.isFetching ? t('asking') : t('askNow')}
          </Button>
        </div>
      )}
      {answer.isError && <ErrorNotice error={answer.error} />}
      <div role="status">
        {answer.data !== undefined && (
          <p>
            {t('answer')} <code>{answer.data.join(' · ')}</code>
          </p>
        )}
      </div>
    </>
  );
}

function commandFor(address: string, signature: string): string {
  const [name = '', types = ''] = signature.replace(')', '').split('(');
  const places =
    types === ''
      ? ''
      : ` ${types
          .split(',')
          .map((type) => `<${type}>`)
          .join(' ')}`;
  return `cast call ${address} "${name}(${types})"${places} --rpc-url ${window.location.origin}/rpc`;
}
