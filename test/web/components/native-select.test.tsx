import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { NativeSelect } from '../../../web/components/forms/native-select.tsx';
import { renderIn } from './rendered.tsx';

const ORDERS = [
  { value: 'NEWEST', label: 'Newest first' },
  { value: 'TITLE', label: 'By title' },
] as const;
type Order = (typeof ORDERS)[number]['value'];

function Ordered() {
  const [order, setOrder] = useState<Order>('NEWEST');
  return (
    <>
      <NativeSelect<Order> label="Order" value={order} choices={ORDERS} onChange={setOrder} />
      <output>{order}</output>
    </>
  );
}

it('is named, shows what is chosen, and tells what is chosen instead', async () => {
  const user = renderIn('en', <Ordered />);
  const select = screen.getByRole('combobox', { name: 'Order' });
  expect((select as HTMLSelectElement).value).toBe('NEWEST');
  await user.selectOptions(select, 'By title');
  expect(screen.getByRole('status').textContent).toBe('TITLE');
});
