// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @notice What a studio asks for: media × territories × first day – last day, alone or beside others.
/// @param media Bitmap of media (DESIGN §7).
/// @param territories Bitmap of `protocol/territories.json`.
/// @param firstDay First UTC day since 1970-01-01.
/// @param lastDay Last UTC day, included.
/// @param exclusive Whether nobody else may hold an overlapping window.
struct Wish {
    uint32 media;
    uint256 territories;
    uint32 firstDay;
    uint32 lastDay;
    bool exclusive;
}

/// @dev The media bits that mean something today; the rest are refused so that they can be assigned later.
uint32 constant ASSIGNED_MEDIA = 0xffff;

using {isEmpty} for Wish global;

/// @dev A wish for nothing: no medium, no territory or no day.
function isEmpty(Wish memory wish) pure returns (bool) {
    return wish.media == 0 || wish.territories == 0 || wish.firstDay > wish.lastDay;
}

/// @dev The UTC day of the block being executed.
function currentDay() view returns (uint32) {
    return uint32(block.timestamp / 1 days);
}
