// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

import {IUnitOfAccount} from "./interfaces/IUnitOfAccount.sol";

/// @title UnitOfAccount
/// @notice A currency of ISO 4217 as a token without supply.
contract UnitOfAccount is IUnitOfAccount, IERC20Metadata {
    /// @inheritdoc IERC20Metadata
    uint8 public immutable decimals;

    string private _symbol;

    /// @notice Names the currency for good.
    /// @param code ISO 4217, such as CNY.
    /// @param decimals_ Digits of its minor unit.
    constructor(string memory code, uint8 decimals_) {
        _symbol = code;
        decimals = decimals_;
    }

    /// @notice Always refused.
    function transfer(address, uint256) external view returns (bool) {
        revert UnitOfAccountNotMoney(_symbol);
    }

    /// @notice Always refused, also of nothing: what is free is ordered too.
    function transferFrom(address, address, uint256) external view returns (bool) {
        revert UnitOfAccountNotMoney(_symbol);
    }

    /// @notice Always refused.
    function approve(address, uint256) external view returns (bool) {
        revert UnitOfAccountNotMoney(_symbol);
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external view returns (string memory) {
        return _symbol;
    }

    /// @inheritdoc IERC20Metadata
    function name() external view returns (string memory) {
        return string.concat("Unit of account ", _symbol);
    }

    /// @notice Always zero.
    function totalSupply() external pure returns (uint256) {
        return 0;
    }

    /// @notice Always zero.
    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    /// @notice Always zero.
    function allowance(address, address) external pure returns (uint256) {
        return 0;
    }
}
