import { useState } from 'react';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { readOrderTerms } from '../../../../lib/territories/order-terms.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import type { CouncilOrder } from '../../desk/model/desk-queries.ts';
import { earningsText } from '../../seat/words/earnings-text.ts';

interface ConfirmSeveralProps {
  readonly council: Council;
  /** Whose shares wait. */
  readonly orders: readonly CouncilOrder[];
  onDone(outcome: ActOutcome): void;
}

/** The council says of many orders at once that its share arrived: those that are paid are chosen at first. */
export function ConfirmSeveral({ council, orders, onDone }: ConfirmSeveralProps) {
  const t = useText(earningsText);
  const { language } = useLanguage();
  const money = useMoney();
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { act, run } = useCouncilAct(council);
  const confirm = async () => {
    const done = await run(async (platform) => {
      const [{ listInvoices }, { confirmShares }] = await Promise.all([
        import('@lanran/sdk/billing/bills'),
        import('@lanran/sdk/billing/confirming'),
      ]);
      const community = parseOrganizationId(council.community.id);
      const invoices = await listInvoices(platform.api, { community });
      const lines = invoices.flatMap((invoice) => invoice.lines);
      const said = await confirmShares(
        platform,
        lines.filter(({ orderId }) => chosen.includes(orderId)),
      );
      const refused = said.find(({ outcome }) => outcome.state === 'REFUSED');
      if (refused !== undefined)
        throw new RefusedError(
          'LEDGER_REFUSED',
          refused.outcome.reasons.map((reason) => reason[language]).join(' '),
        );
      return said.at(-1)?.outcome ?? null;
    });
    if (done === null) return;
    setIsOpen(false);
    onDone(done.outcome);
  };
  return (
    <div>
      <Button
        onPress={() => {
          setChosen(orders.filter(({ isPaid }) => isPaid).map(({ id }) => id));
          setIsOpen(true);
        }}
      >
        {t('confirmSeveral')}
      </Button>
      {isOpen && (
        <BindingSheet
          title={t('confirmSeveral')}
          verb={needsOthers(council.safe) ? t('propose') : t('confirm')}
          facts={[
            {
              name: t('facts.share'),
              value: (
                <CheckboxList
                  choices={orders.map((order) => {
                    const { price, share } = readOrderTerms(order);
                    const amount = money({ amount: share.toString(), token: price.token });
                    const title = pickText(order.asset?.title ?? null, language)?.text ?? order.id;
                    const licensee = pickText(order.licensee.name, language)?.text ?? '';
                    return { value: order.id, label: `${title}, ${licensee}: ${amount}` };
                  })}
                  value={chosen}
                  onChange={setChosen}
                />
              ),
            },
          ]}
          concerns={t('severalConcerns')}
          undo={t('confirmUndo')}
          act={act}
          isReady={chosen.length > 0}
          onSign={() => void confirm()}
          onClose={() => {
            act.reset();
            setIsOpen(false);
          }}
        >
          <p>{t('confirmWhy')}</p>
        </BindingSheet>
      )}
    </div>
  );
}
