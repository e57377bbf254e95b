// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";

import {ITestToken} from "./interfaces/ITestToken.sol";

/// @title TestToken
/// @notice Money for trying the platform; worth nothing.
contract TestToken is ITestToken, ERC20Permit, ERC2771Context {
    /// @dev 1,000,000.00 TCNY.
    uint256 private constant MAX_MINT = 100_000_000;

    constructor(
        address forwarder
    ) ERC20("Test Chinese Yuan", "TCNY") ERC20Permit("Test Chinese Yuan") ERC2771Context(forwarder) {}

    /// @inheritdoc ITestToken
    function mint(address to, uint256 amount) external {
        if (amount > MAX_MINT) revert TestTokenTooMuch(amount, MAX_MINT);
        _mint(to, amount);
    }

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 2;
    }

    function _msgSender() internal view override(Context, ERC2771Context) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view override(Context, ERC2771Context) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
