import { useState } from 'react';
import { Details } from '../../../../components/facts/details.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { missingIn } from '../../../../lib/territories/use-address.ts';
import { usePeriodText, useTermWords } from '../../model/use-term-words.ts';
import { askText } from '../../words/ask-text.ts';
import { termsText } from '../../words/terms-text.ts';
import { UseFields, type UseFieldsProps } from '../use-fields.tsx';

/** The use that is asked for. One that was described before is shown, and can be changed. */
export function AskedUse(props: UseFieldsProps) {
  const t = useText(askText);
  const { value } = props;
  const [wasDescribed] = useState(() => missingIn(value).length === 0);
  if (!wasDescribed) return <UseFields {...props} />;
  return (
    <>
      <Described {...props} />
      <Details summary={t('changeUse')}>
        <UseFields {...props} />
      </Details>
    </>
  );
}

function Described({ value }: UseFieldsProps) {
  const t = useText(termsText);
  const wordOf = useTermWords(null);
  const period = usePeriodText();
  if (missingIn(value).length > 0) return null;
  const { media, territories, from, to, isExclusive } = value;
  return (
    <Facts
      facts={[
        { name: t('media'), value: wordOf('media', media.join(',')) },
        { name: t('territories'), value: <PlaceNames codes={territories} /> },
        { name: t('days'), value: period(from, to) },
        { name: t('exclusive'), value: wordOf('exclusive', String(isExclusive)) },
      ]}
    />
  );
}
