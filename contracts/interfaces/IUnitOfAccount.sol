// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title Unit of account
/// @notice Names prices, shares and orders in a currency that is paid outside of the chain. Nobody has any of it, and nothing of it
///         can be sent, so that what is priced in it is ordered and paid by invoice.
interface IUnitOfAccount {
    /// @notice A unit of account can't be sent or permitted. Order what is priced in it, and pay the invoice.
    /// @param symbol The currency.
    error UnitOfAccountNotMoney(string symbol);
}
