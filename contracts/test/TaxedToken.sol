// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that takes a fee of one unit in a hundred, from who receives or from who sends.
contract TaxedToken is ERC20 {
    enum Payer {
        NOBODY,
        RECIPIENT,
        SENDER
    }

    Payer public payer;

    constructor() ERC20("Taxed", "TAX") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setPayer(Payer next) external {
        payer = next;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (payer == Payer.NOBODY || from == address(0)) return;
        super._update(payer == Payer.RECIPIENT ? to : from, address(0), amount / 100);
    }
}
