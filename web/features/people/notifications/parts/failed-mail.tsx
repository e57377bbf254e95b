import { DataTable } from '../../../../components/facts/data-table.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { kindText } from '../../../../lib/notifications/kind-text.ts';
import type { Choices } from '../model/choices.ts';
import { notificationsText } from '../words/notifications-text.ts';

/** Mail that was given up. */
export function FailedMail({ failures }: { readonly failures: Choices['failures'] }) {
  const t = useText(notificationsText);
  const kindOf = useText(kindText);
  const { moment } = useFormats();
  return (
    <DataTable
      caption={t('failures')}
      rows={failures}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('what'),
          isHeading: true,
          cell: ({ kind }) => (kind === null ? t('ofSending') : kindOf(kind)),
        },
        { title: t('when'), cell: ({ createdAt }) => moment(createdAt) },
        {
          title: t('why'),
          cell: ({ error }) => (error === null ? t('noReason') : <span lang="en">{error}</span>),
        },
      ]}
    />
  );
}
