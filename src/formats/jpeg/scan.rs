//! One scan: its bits become coefficients.
//!
//! ```text
//! sequential   all 64 coefficients of each block                                          F.2.2
//! progressive  the coefficients Ss … Se, without their lowest Al bits, in the first scan;  G.1.2
//!              one more bit of them in each later one, where Ah = Al + 1
//! ```
//!
//! A scan of several components codes an MCU after the other, a scan of one component a block after
//! the other: A.2.

use super::bits::{Bits, cut_short, damaged, entropy_coded, next_marker};
use super::frame::{Component, Frame, Tables, ZIGZAG};
use crate::formats::huffman::Code;

/// The lowest of the eight restart markers, which follow each other in turn.
const RST0: u8 = 0xd0;

/// A component in this scan.
struct Member<'a> {
    /// Its number in the frame.
    index: usize,
    dc: Option<&'a Code>,
    ac: Option<&'a Code>,
    /// The coefficient 0 of the block before: PRED.
    prediction: i32,
}

/// The bits between two restarts.
struct Interval<'a> {
    bits: Bits<'a>,
    /// How many blocks to come have no more coefficients in the band: EOBRUN.
    end_of_band_run: u32,
}

impl<'a> Interval<'a> {
    /// The one that `remaining` begins with.
    fn next(remaining: &mut &'a [u8]) -> Self {
        Self { bits: Bits::new(entropy_coded(remaining)), end_of_band_run: 0 }
    }
}

/// Which bits of which coefficients the scan holds: B.2.3, table B.3.
struct Band {
    /// Ss
    start: usize,
    /// Se
    end: usize,
    /// Ah; 0 if it is the first scan of these coefficients.
    high: u8,
    /// Al
    low: u8,
    progressive: bool,
}

/// Adds what the scan holds to the coefficients. `header` is that of the scan, `remaining` what follows.
pub fn decode(
    frame: &mut Frame,
    tables: &Tables,
    header: &[u8],
    remaining: &mut &[u8],
) -> Result<(), String> {
    let (mut members, band) = parse(frame, tables, header)?;
    let alone = members.len() == 1;
    let (across, down) = match (&members[..], &frame.components) {
        ([member], components) => {
            let component = &components[member.index];
            (component.width.div_ceil(8), component.height.div_ceil(8))
        }
        (_, components) => {
            (components[0].across / components[0].h, components[0].down / components[0].v)
        }
    };
    let mut interval = Interval::next(remaining);
    for mcu in 0..across * down {
        if tables.restart_interval > 0 && mcu > 0 && mcu.is_multiple_of(tables.restart_interval) {
            let expected = RST0 + ((mcu / tables.restart_interval - 1) % 8) as u8;
            match next_marker(remaining) {
                Some(found) if found == expected => {}
                Some(_) => return Err(damaged("its restart markers are not in order")),
                None => return Err(cut_short()),
            }
            interval = Interval::next(remaining);
            members.iter_mut().for_each(|member| member.prediction = 0);
        }
        for member in &mut members {
            let Component { h, v, across: stride, coefficients, .. } =
                &mut frame.components[member.index];
            let (h, v) = if alone { (1, 1) } else { (*h, *v) };
            for (row, column) in (0..v).flat_map(|row| (0..h).map(move |column| (row, column))) {
                let row = mcu / across * v + row;
                let column = mcu % across * h + column;
                let block = &mut coefficients[row * *stride + column];
                band.block(&mut interval, member, block)?;
            }
        }
    }
    Ok(())
}

/// B.2.3: the number of components; for each its name and the places of its codes; Ss, Se, Ah and Al.
fn parse<'a>(
    frame: &mut Frame,
    tables: &'a Tables,
    header: &[u8],
) -> Result<(Vec<Member<'a>>, Band), String> {
    let (&[count], data) = header.split_first_chunk().ok_or_else(cut_short)?;
    let parts = data.split_at_checked(2 * usize::from(count));
    let Some((selectors, &[start, end, approximation])) = parts else {
        return Err(damaged("a scan header is not as long as its components need"));
    };
    let band = Band {
        start: start.into(),
        end: end.into(),
        high: approximation >> 4,
        low: approximation & 15,
        progressive: frame.progressive,
    };
    let valid = match band {
        Band { start: 0, end: 63, high: 0, low: 0, progressive: false } => true,
        Band { start: 0, end: 0, low: 0..=13, progressive: true, .. } => true,
        Band { start: 1.., end: ..=63, low: 0..=13, progressive: true, .. } => {
            band.start <= band.end && count == 1
        }
        _ => false,
    };
    if !valid {
        let Band { start, end, high, low, .. } = band;
        return Err(damaged(&format!("a scan of the coefficients {start}…{end}, {high}, {low}")));
    }
    let mut members: Vec<Member<'_>> = Vec::new();
    for &[id, codes] in selectors.as_chunks().0 {
        let index = frame.components.iter().position(|component| component.id == id);
        let new = index.filter(|index| members.iter().all(|member| member.index != *index));
        let index = new.ok_or_else(|| damaged("a scan does not name the frame's components"))?;
        let component = &mut frame.components[index];
        if component.quantisation.is_none() {
            let table = tables.quantisation.get(usize::from(component.table)).copied().flatten();
            let missing = || damaged("it has no quantisation table for a component");
            component.quantisation = Some(table.ok_or_else(missing)?);
        }
        let code =
            |codes: &'a [Option<Code>; 4], place: u8| codes.get(usize::from(place))?.as_ref();
        let (dc, ac) = (code(&tables.dc, codes >> 4), code(&tables.ac, codes & 15));
        members.push(Member { index, dc, ac, prediction: 0 });
    }
    if members.is_empty() {
        return Err(damaged("a scan has no components"));
    }
    Ok((members, band))
}

/// The code that a scan needs.
fn needed(code: Option<&Code>) -> Result<&Code, String> {
    code.ok_or_else(|| damaged("it has no Huffman code for a component"))
}

impl Band {
    /// Adds one block of the scan.
    fn block(
        &self,
        interval: &mut Interval<'_>,
        member: &mut Member<'_>,
        block: &mut [i16; 64],
    ) -> Result<(), String> {
        match (self.start, self.high) {
            (0, 0) => {
                self.first_dc(&mut interval.bits, member, block)?;
                if self.progressive { Ok(()) } else { self.first_ac(interval, member, block) }
            }
            (_, 0) => self.first_ac(interval, member, block),
            (0, _) => {
                block[0] |= (interval.bits.bits(1)? as i16) << self.low; // G.1.2.1
                Ok(())
            }
            _ => self.later_ac(interval, member, block),
        }
    }

    /// F.2.2.1: coefficient 0 is coded as its difference to that of the block before.
    fn first_dc(
        &self,
        bits: &mut Bits<'_>,
        member: &mut Member<'_>,
        block: &mut [i16; 64],
    ) -> Result<(), String> {
        let size = bits.symbol(needed(member.dc)?)?;
        if size > 15 {
            return Err(damaged(&format!("a difference of {size} bits")));
        }
        member.prediction = member.prediction.wrapping_add(bits.number(size)?);
        block[0] = (member.prediction << self.low) as i16;
        Ok(())
    }

    /// F.2.2.2, G.1.2.2: a symbol is a run of zeros, and the size of the coefficient after it. Size 0
    /// stands for 16 zeros (run 15), or for the end of the band in this and some later blocks.
    fn first_ac(
        &self,
        interval: &mut Interval<'_>,
        member: &Member<'_>,
        block: &mut [i16; 64],
    ) -> Result<(), String> {
        let Interval { bits, end_of_band_run } = interval;
        if *end_of_band_run > 0 {
            *end_of_band_run -= 1;
            return Ok(());
        }
        let code = needed(member.ac)?;
        let mut k = self.start.max(1);
        while k <= self.end {
            let symbol = bits.symbol(code)?;
            let (run, size) = (symbol >> 4 & 15, symbol & 15);
            match (run, size) {
                (15, 0) => k += 16,
                (_, 0) => {
                    if run > 0 && !self.progressive {
                        return Err(damaged(&format!(
                            "an end of {run} blocks in a sequential scan"
                        )));
                    }
                    *end_of_band_run = (1 << run) - 1 + bits.bits(run)?;
                    return Ok(());
                }
                _ => {
                    k += run as usize;
                    let place =
                        ZIGZAG.get(k).ok_or_else(|| damaged("a block has too many zeros"))?;
                    block[*place] = (bits.number(size)? << self.low) as i16;
                    k += 1;
                }
            }
        }
        Ok(())
    }

    /// G.1.2.3: as before, but the run counts only coefficients that are zero so far. Those that are not
    /// have a bit each, 1 if one is to be added to their size.
    fn later_ac(
        &self,
        interval: &mut Interval<'_>,
        member: &Member<'_>,
        block: &mut [i16; 64],
    ) -> Result<(), String> {
        let Interval { bits, end_of_band_run } = interval;
        let code = needed(member.ac)?;
        let one = 1_i16 << self.low;
        let mut places = ZIGZAG[self.start..=self.end].iter();
        while *end_of_band_run == 0 && !places.as_slice().is_empty() {
            let symbol = bits.symbol(code)?;
            let (mut run, size) = (symbol >> 4 & 15, symbol & 15);
            let new = match size {
                0 if run < 15 => {
                    *end_of_band_run = (1 << run) + bits.bits(run)?;
                    break;
                }
                0 => 0,
                _ if bits.bits(1)? == 1 => one,
                _ => -one,
            };
            for place in places.by_ref() {
                let coefficient = &mut block[*place];
                if *coefficient != 0 {
                    correct(bits, coefficient, one)?;
                } else if run > 0 {
                    run -= 1;
                } else {
                    *coefficient = new;
                    break;
                }
            }
        }
        if *end_of_band_run > 0 {
            for place in places {
                if block[*place] != 0 {
                    correct(bits, &mut block[*place], one)?;
                }
            }
            *end_of_band_run -= 1;
        }
        Ok(())
    }
}

/// Reads a bit; if it is 1, adds `one` to the size of the coefficient, which is not 0.
fn correct(bits: &mut Bits<'_>, coefficient: &mut i16, one: i16) -> Result<(), String> {
    if bits.bits(1)? == 1 {
        *coefficient = coefficient.wrapping_add(one * coefficient.signum());
    }
    Ok(())
}
