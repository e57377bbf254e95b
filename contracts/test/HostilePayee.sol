// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title A payout address that refuses coin, calls back, burns all gas, or answers with more than anybody can copy.
contract HostilePayee {
    enum Manner {
        REFUSE,
        CALL_BACK,
        BURN_GAS,
        RETURN_BOMB,
        REVERT_BOMB
    }

    /// @dev A megabyte costs two million gas to make, and as much to copy.
    uint256 private constant BOMB_BYTES = 1_000_000;

    Manner private _manner;
    address private _target;
    bytes private _data;
    /// @notice What the call back was answered; empty if it was let in.
    bytes public answer;

    function behave(Manner manner, address target, bytes calldata data) external {
        _manner = manner;
        _target = target;
        _data = data;
    }

    fallback(bytes calldata) external payable returns (bytes memory) {
        if (_manner == Manner.RETURN_BOMB) return new bytes(BOMB_BYTES);
        if (_manner == Manner.REVERT_BOMB) revert(string(new bytes(BOMB_BYTES)));
        if (_manner == Manner.REFUSE) revert("no coin");
        if (_manner == Manner.CALL_BACK) _callBack();
        if (_manner == Manner.BURN_GAS) while (true) _data.push();
        return "";
    }

    function _callBack() private {
        (bool isLetIn, bytes memory said) = _target.call(_data);
        answer = isLetIn ? bytes("") : said;
    }
}
