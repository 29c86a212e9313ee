//! The profiles that a store knows: those that ship with the product, or others from headquarters.
//!
//! A set of profiles loads whole or not at all; one that does not load is a fault of the release, never of a file.

use crate::profile::Profile;

/// Why a profile does not load.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The TOML does not have the shape of a profile.
    #[error("仪器方案 {name} 无法读取 (profile does not parse): {source}")]
    Syntax {
        /// Name of the profile's file.
        name: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// The profile says something that cannot be.
    #[error("仪器方案 {name} 有误 (invalid profile): {what}")]
    Invalid {
        /// Name of the profile's file.
        name: String,
        /// What is wrong.
        what: String,
    },
    /// Two profiles have one id.
    #[error("仪器方案 {0} 重复 (duplicate profile id)")]
    Twice(
        /// The id.
        String,
    ),
}

impl ProfileError {
    /// The stable snake_case name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "profile_syntax",
            Self::Invalid { .. } => "profile_invalid",
            Self::Twice(_) => "profile_twice",
        }
    }
}

/// All profiles that a store knows.
#[derive(Debug, Default)]
pub struct Profiles {
    pub(crate) list: Vec<Profile>,
}

macro_rules! builtin {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../assets/analysers/", $name, ".toml"))),)*]
    };
}

/// The profiles that ship with the product, by name.
const BUILTIN: &[(&str, &str)] = builtin![
    "facepp-basic",
    "facepp-advanced",
    "facepp-pro",
    "ailab-advanced",
    "ailab-pro",
    "baidu-skin",
    "youcam-sd",
    "youcam-hd",
    "youcam-task",
    "haut-ai",
    "meitu-eve",
    "yunzmall",
    "ragehealth-pro",
    "aihub-deepskin",
    "visia-table",
    "antera-table",
    "dermalab-cmf",
    "clinical-probes",
    "imaging-phenome",
    "generic-table",
];

impl Profiles {
    /// Loads profiles from `(name, TOML text)` pairs.
    ///
    /// # Errors
    /// [`ProfileError`] of the first profile that is not acceptable.
    pub fn load<N, T>(texts: impl IntoIterator<Item = (N, T)>) -> Result<Self, ProfileError>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        let mut list: Vec<Profile> = Vec::new();
        for (name, text) in texts {
            let profile = Profile::read(name.as_ref(), text.as_ref())?;
            if list.iter().any(|known| known.id == profile.id) {
                return Err(ProfileError::Twice(profile.id));
            }
            list.push(profile);
        }
        Ok(Self { list })
    }

    /// The profiles that ship with the product.
    ///
    /// # Errors
    /// None in a released build: a test loads every one.
    pub fn builtin() -> Result<Self, ProfileError> {
        Self::load(BUILTIN.iter().copied())
    }

    /// Ids of all profiles.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|profile| profile.id.as_str())
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Profile> {
        self.list.iter().find(|profile| profile.id == id)
    }
}
