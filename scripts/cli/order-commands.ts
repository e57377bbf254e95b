import type { Command } from 'commander';
import type { OrderSaying } from '@lanran/sdk/licensing/order-acts';
import type { LicenseOptions } from './commands/license.ts';
import type { PartyOptions } from './parties.ts';
import type { Start } from './start-command.ts';
import { addWishOptions } from './wish-flags.ts';

const SAYINGS: readonly (readonly [name: string, saying: OrderSaying, description: string])[] = [
  ['order-cancel', 'cancelOrder', 'the licensee takes an order back'],
  ['confirm-paid', 'confirmPaid', 'the holder confirms that the invoice of an order is paid'],
  ['confirm-share', 'confirmShare', "the council confirms that the community's share of an order arrived"],
];

/** `order`, `order-cancel`, `confirm-paid`, `confirm-share`, `orders`: licenses that are paid by invoice. */
export function addOrders(program: Command, start: Start): void {
  addWishOptions(
    program
      .command('order')
      .description('order a license that is paid by invoice; it reserves nothing')
      .argument('<ASSET>', 'asset id'),
  )
    .option('--licensee <id>', 'for which of your organizations')
    .option('--version <n>', 'of which version (default: the newest)')
    .option('--offer <n>', 'by which offer (default: the cheapest that serves)')
    .option('--max-price <amount>', 'order only up to this price')
    .action(async (asset: string, options: LicenseOptions, command: Command) =>
      start(command, async (context) => {
        const { order } = await import('./commands/order.ts');
        return order(context, asset, options);
      }),
    );
  for (const [name, saying, description] of SAYINGS) {
    program
      .command(name)
      .description(description)
      .argument('<ORDER>', 'order id')
      .action(async (order: string, _options: unknown, command: Command) =>
        start(command, async (context) => {
          const { orderSaying } = await import('./commands/order-saying.ts');
          return orderSaying(context, order, saying);
        }),
      );
  }
  program
    .command('orders')
    .description('list the orders of your organizations')
    .option('--organization <id>', 'of which of them')
    .action(async (options: PartyOptions, command: Command) =>
      start(command, async (context) => {
        const { orders } = await import('./commands/orders.ts');
        return orders(context, options);
      }),
    );
}
