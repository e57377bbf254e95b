// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that says false instead of reverting, and moves nothing, once it is frozen.
contract FalseToken is ERC20 {
    bool private _frozen;

    constructor() ERC20("False", "FALSE") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function freeze() external {
        _frozen = true;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !_frozen && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !_frozen && super.transferFrom(from, to, amount);
    }
}
