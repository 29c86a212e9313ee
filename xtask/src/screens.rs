//! `cargo xtask screens`: walks through every screen in the real window (`tests/screens.rs`) and leaves its pictures in
//! `docs/screens/`. The pages are flat: a picture keeps its most frequent colours, and what lies between takes the nearest.

use std::{
    collections::{BTreeSet, HashMap},
    env,
    fs::{self, File},
    io::{BufReader, BufWriter},
    path::{Path, PathBuf},
};

use crate::{
    Yard,
    fault::Fault,
    packages::{self, Chore},
    step::finished,
    test::tests,
};

/// Where the walk is told to leave its pictures.
const PICTURES: &str = "TIAOHE_SCREENS";
/// Colours of a picture; one byte tells them apart.
const COLOURS: usize = 64;

/// Takes the pictures anew; those of screens that are gone go with them. Where a run of the tests left its pictures already, the
/// variable that told it where names them here, too, and nobody walks again.
///
/// # Errors
/// Missing packages, what the walk finds wrong with a screen, a picture that cannot be read or written.
pub fn screens(yard: &Yard) -> Result<(), Fault> {
    let taken = match env::var_os(PICTURES) {
        Some(folder) => PathBuf::from(folder),
        None => walked(yard)?,
    };
    let kept = yard.root.join("docs/screens");
    if kept.exists() {
        fs::remove_dir_all(&kept).map_err(Fault::file(&kept))?;
    }
    let mut bytes = 0;
    let pictures = pictures(&taken)?;
    for picture in &pictures {
        let place = kept.join(picture.strip_prefix(&taken).unwrap_or(picture));
        let folder = place.parent().unwrap_or(&kept);
        fs::create_dir_all(folder).map_err(Fault::file(folder))?;
        shrunk(picture, &place)?;
        bytes += fs::metadata(&place).map_err(Fault::file(&place))?.len();
    }
    println!("{} pictures, {} KB, in {}", pictures.len(), bytes / 1024, kept.display());
    Ok(())
}

/// Walks through the screens, and leaves a picture of each.
fn walked(yard: &Yard) -> Result<PathBuf, Fault> {
    packages::installed(Chore::Test)?;
    let taken = yard.target.join("screens");
    if taken.exists() {
        fs::remove_dir_all(&taken).map_err(Fault::file(&taken))?;
    }
    finished(tests(yard).args(["--test", "screens"]).env(PICTURES, &taken))?;
    Ok(taken)
}

/// The pictures in the folders of a folder.
fn pictures(folder: &Path) -> Result<BTreeSet<PathBuf>, Fault> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(Fault::file(folder))? {
        let path = entry.map_err(Fault::file(folder))?.path();
        if path.is_dir() {
            found.extend(pictures(&path)?);
        } else {
            found.insert(path);
        }
    }
    Ok(found)
}

type Colour = [u8; 3];

/// Writes a picture again with few colours.
fn shrunk(from: &Path, to: &Path) -> Result<(), Fault> {
    let picture =
        |error: &dyn std::fmt::Display| Fault::Picture { path: from.to_owned(), why: error.to_string() };
    let file = File::open(from).map_err(Fault::file(from))?;
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info().map_err(|error| picture(&error))?;
    let size = reader.output_buffer_size().ok_or_else(|| picture(&"too large"))?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(|error| picture(&error))?;
    let step = frame.color_type.samples();
    if step < 3 {
        return Err(picture(&"not in colour"));
    }
    let colours = pixels.chunks_exact(step).filter_map(|pixel| pixel.first_chunk::<3>()).copied();
    let (palette, indices) = few_colours(colours);
    let file = File::create(to).map_err(Fault::file(to))?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), frame.width, frame.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(|error| picture(&error))?;
    writer.write_image_data(&indices).map_err(|error| picture(&error))?;
    writer.finish().map_err(|error| picture(&error))
}

/// The most frequent colours, and for each pixel the place of the one that is nearest to it.
fn few_colours(pixels: impl Iterator<Item = Colour> + Clone) -> (Vec<Colour>, Vec<u8>) {
    let mut count: HashMap<Colour, usize> = HashMap::new();
    for colour in pixels.clone() {
        *count.entry(colour).or_default() += 1;
    }
    let mut palette: Vec<Colour> = count.keys().copied().collect();
    // The colour itself decides between equals, so that the same picture is always written the same.
    palette.sort_unstable_by_key(|colour| (std::cmp::Reverse(count[colour]), *colour));
    palette.truncate(COLOURS);
    let nearest: HashMap<Colour, u8> =
        count.keys().map(|colour| (*colour, nearest(*colour, &palette))).collect();
    (palette, pixels.map(|colour| nearest[&colour]).collect())
}

fn nearest(colour: Colour, palette: &[Colour]) -> u8 {
    let apart = |other: &Colour| -> u32 {
        colour.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
    };
    (0..=u8::MAX).zip(palette).min_by_key(|(_, other)| apart(other)).map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_colours_stay_as_they_are_and_a_rare_one_takes_the_nearest() {
        let ground = [250, 246, 240];
        let rare = [251, 246, 240];
        let greys = (0..=u8::MAX).map(|grey| [grey, grey, grey]);
        let pixels: Vec<Colour> = greys.clone().chain(greys).chain([ground; 9]).chain([rare]).collect();
        let (palette, indices) = few_colours(pixels.iter().copied());
        assert_eq!((palette.len(), palette.first()), (COLOURS, Some(&ground)));
        assert_eq!(indices.len(), pixels.len());
        assert_eq!(indices.last(), Some(&0), "the rare colour is next to the ground");
    }
}
