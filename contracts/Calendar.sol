// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ICalendar} from "./interfaces/ICalendar.sol";
import {currentDay, Grant, MAX_EXCLUSIVES, Wish} from "./types/Window.sol";

/// @dev Of four lanes each.
uint256 constant LANE_WORDS = 8;

/// @title Calendar
/// @notice The exclusive licenses of each asset.
/// @dev Media and days of a license are a lane of 64 bits, four to a slot, so that 32 of them are looked at for the price of eight
///      slots; territories are read only where media and days meet. Media fit into 16 bits (ASSIGNED_MEDIA), days into 24.
contract Calendar is ICalendar {
    /// @param words As stored.
    /// @param count How many lanes of them were ever used, or are in a word that was.
    struct Lanes {
        uint256[LANE_WORDS] words;
        uint256 count;
    }

    uint256 private constant LANES_PER_WORD = 4;
    uint256 private constant LANE_BITS = 64;

    address private immutable _judgement;
    address private immutable _licenses;

    /// @dev Four lanes a word, each from its lowest bit: media (16), first day (24), last day (24). A lane without media is
    ///      free; it keeps its days, so that the first word that is zero is the first that was never used.
    mapping(bytes32 assetId => uint256[LANE_WORDS]) private _lanes;
    mapping(bytes32 assetId => uint256[MAX_EXCLUSIVES]) private _territories;
    mapping(bytes32 assetId => uint256[MAX_EXCLUSIVES]) private _licenseIds;
    mapping(bytes32 assetId => uint64[MAX_EXCLUSIVES]) private _offerIds;
    mapping(bytes32 assetId => uint32 day) private _exclusiveSoldOn;

    /// @notice Fixes who may change it.
    /// @param judgement Who enters.
    /// @param licenses Who releases.
    constructor(address judgement, address licenses) {
        _judgement = judgement;
        _licenses = licenses;
    }

    /// @inheritdoc ICalendar
    function enter(bytes32 assetId, uint64 offerId, uint256 licenseId, Wish calldata wish) external {
        if (msg.sender != _judgement) revert CalendarNotTrusted(msg.sender);
        uint32 today = currentDay();
        uint256 place = _findPlace(_readLanes(assetId), today);
        _writeLane(assetId, place, wish.media, wish.firstDay, wish.lastDay);
        _territories[assetId][place] = wish.territories;
        _licenseIds[assetId][place] = licenseId;
        _offerIds[assetId][place] = offerId;
        _exclusiveSoldOn[assetId] = today;
    }

    /// @inheritdoc ICalendar
    function release(bytes32 assetId, uint256 licenseId) external {
        if (msg.sender != _licenses) revert CalendarNotTrusted(msg.sender);
        // Found without fail: a live license has its place still.
        uint256 place;
        while (_licenseIds[assetId][place] != licenseId) ++place;
        (, uint32 firstDay, uint32 lastDay) = _laneAt(_readLanes(assetId), place);
        _writeLane(assetId, place, 0, firstDay, lastDay);
    }

    /// @inheritdoc ICalendar
    function overlaps(
        bytes32 assetId,
        Wish memory wish,
        uint32 today
    ) external view returns (uint256[] memory licenseIds, bool isFull) {
        uint256[LANE_WORDS] storage words = _lanes[assetId];
        for (uint256 at = 0; at < LANE_WORDS; ++at) {
            uint256 word = words[at];
            if (word == 0) break;
            for (uint256 place = at * LANES_PER_WORD; word != 0; ++place) {
                if (_meets(word, wish, today) && _territories[assetId][place] & wish.territories != 0) {
                    licenseIds = _append(licenseIds, _licenseIds[assetId][place]);
                }
                word >>= LANE_BITS;
            }
        }
        isFull = wish.exclusive && _findPlace(_readLanes(assetId), today) == MAX_EXCLUSIVES;
    }

    /// @inheritdoc ICalendar
    function exclusivesOf(bytes32 assetId, uint32 today) external view returns (Grant[] memory exclusives) {
        Lanes memory lanes = _readLanes(assetId);
        Grant[] memory found = new Grant[](lanes.count);
        uint256 count;
        for (uint256 at = 0; at < lanes.count; ++at) {
            (uint32 media, uint32 firstDay, uint32 lastDay) = _laneAt(lanes, at);
            if (media == 0 || lastDay < today) continue;
            found[count++] = Grant({
                licenseId: _licenseIds[assetId][at],
                offerId: _offerIds[assetId][at],
                media: media,
                territories: _territories[assetId][at],
                firstDay: firstDay,
                lastDay: lastDay
            });
        }
        exclusives = new Grant[](count);
        for (uint256 at = 0; at < count; ++at) exclusives[at] = found[at];
    }

    /// @inheritdoc ICalendar
    function exclusiveSoldOn(bytes32 assetId) external view returns (uint32) {
        return _exclusiveSoldOn[assetId];
    }

    function _writeLane(
        bytes32 assetId,
        uint256 place,
        uint32 media,
        uint32 firstDay,
        uint32 lastDay
    ) private {
        uint256 lane = media | (uint256(firstDay) << 16) | (uint256(lastDay) << 40);
        uint256 shift = (place % LANES_PER_WORD) * LANE_BITS;
        uint256 word = _lanes[assetId][place / LANES_PER_WORD];
        uint256 others = word & ~(uint256(type(uint64).max) << shift);
        _lanes[assetId][place / LANES_PER_WORD] = others | (lane << shift);
    }

    function _readLanes(bytes32 assetId) private view returns (Lanes memory lanes) {
        for (uint256 at = 0; at < LANE_WORDS; ++at) {
            uint256 word = _lanes[assetId][at];
            if (word == 0) break;
            lanes.words[at] = word;
            lanes.count += LANES_PER_WORD;
        }
    }

    /// @dev The first lane that is free or over; the next new one; or MAX_EXCLUSIVES if there is none.
    function _findPlace(Lanes memory lanes, uint32 today) private pure returns (uint256 place) {
        for (; place < lanes.count; ++place) {
            (uint32 media, , uint32 lastDay) = _laneAt(lanes, place);
            if (media == 0 || lastDay < today) return place;
        }
    }

    /// @dev Whether the lowest lane of the word is live and meets the wish in media and days.
    function _meets(uint256 word, Wish memory wish, uint32 today) private pure returns (bool) {
        uint256 lastDay = uint24(word >> 40);
        return
            uint16(word) & wish.media != 0 &&
            wish.firstDay <= lastDay &&
            uint24(word >> 16) <= wish.lastDay &&
            today <= lastDay;
    }

    function _laneAt(
        Lanes memory lanes,
        uint256 at
    ) private pure returns (uint32 media, uint32 firstDay, uint32 lastDay) {
        uint256 lane = lanes.words[at / LANES_PER_WORD] >> ((at % LANES_PER_WORD) * LANE_BITS);
        return (uint16(lane), uint24(lane >> 16), uint24(lane >> 40));
    }

    function _append(
        uint256[] memory licenseIds,
        uint256 licenseId
    ) private pure returns (uint256[] memory longer) {
        longer = new uint256[](licenseIds.length + 1);
        for (uint256 at = 0; at < licenseIds.length; ++at) longer[at] = licenseIds[at];
        longer[licenseIds.length] = licenseId;
    }
}
