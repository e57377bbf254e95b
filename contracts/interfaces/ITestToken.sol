// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title Play money
/// @notice For installations without a real payment token: ERC-20 with permits, two decimals.
interface ITestToken {
    /// @notice The faucet gives so much at once and no more.
    /// @param amount The refused amount.
    /// @param maxAmount The most it gives.
    error TestTokenTooMuch(uint256 amount, uint256 maxAmount);

    /// @notice Gives play money. By anybody.
    /// @param to Whom.
    /// @param amount In fen, at most 1,000,000.00 TCNY at once.
    function mint(address to, uint256 amount) external;
}
